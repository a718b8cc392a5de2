;;; Flymake has the findings of both.  -*- lexical-binding: t -*-

(defun texts ()
  "What Flymake shows."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(run-hooks 'post-command-hook) ; Nobody has typed anything.
(flymake-start)
(test-wait "finding of clangd"
           (lambda () (test-find "Unused variable 'Unused'" (texts))))
(test-wait "finding of Coroscope"
           (lambda () (test-find "'char\\[8192\\]'.*\\[coroscope-large-value\\]"
                                 (texts))))
(let ((place (flymake-diagnostic-beg
              (seq-find (lambda (one)
                          (string-match-p "coroscope"
                                          (flymake-diagnostic-text one)))
                        (flymake-diagnostics)))))
  (goto-char place)
  (unless (looking-at-p "Buffer")
    (message "error: the finding is elsewhere: %d" place)
    (kill-emacs 1)))
;; What was saved counts.
(goto-char (point-min))
(search-forward "8192")
(replace-match "512")
(basic-save-buffer)
(flymake-start)
(test-wait "end of the finding"
           (lambda () (not (test-find "coroscope" (texts)))))
(message "ok")
