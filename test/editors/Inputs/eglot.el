;;; The server alone: a finding, and an edit that ends it.  -*- lexical-binding: t -*-

(defun texts ()
  "What Flymake shows."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(run-hooks 'post-command-hook) ; Nobody has typed anything.
(flymake-start)
(test-wait "finding at -O2" (lambda () (test-find "8192 bytes at -O2" (texts))))
(goto-char (point-min))
(search-forward "Buffer")
(let ((action (test-wait
               "edit"
               (lambda ()
                 (seq-find (lambda (action)
                             (string-match-p " -> " (plist-get action :title)))
                           (eglot-code-actions (point) (point)))))))
  (test-edit (lambda ()
               (eglot--apply-workspace-edit (plist-get action :edit)))))
;; A program without a terminal is never idle.
(eglot--signal-textDocument/didChange)
(test-wait "end of the finding" (lambda () (null (texts))))
(message "ok")
