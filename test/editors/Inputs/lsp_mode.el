;;; Both servers have findings, and an edit ends one.  -*- lexical-binding: t -*-

(defun texts-of (source)
  "What the server SOURCE says about all files."
  (let (found)
    (maphash (lambda (_ all)
               (dolist (one all)
                 (when (equal (lsp-get one :source) source)
                   (push (lsp-get one :message) found))))
             (lsp-diagnostics))
    found))

(lsp)
(test-wait "finding of Coroscope at -O2"
           (lambda () (test-find "8192 bytes at -O2" (texts-of "coroscope"))))
(test-wait "finding of clangd" (lambda () (texts-of "clang")))
(goto-char (point-min))
(search-forward "Buffer")
(let ((action (test-wait
               "edit"
               (lambda ()
                 (seq-find (lambda (action)
                             (string-match-p " -> " (lsp-get action :title)))
                           (lsp-code-actions-at-point))))))
  (test-edit (lambda () (lsp-execute-code-action action))))
(test-wait "end of the finding" (lambda () (not (texts-of "coroscope"))))
(message "ok")
