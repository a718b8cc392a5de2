;;; Flycheck shows a finding with its notes.  -*- lexical-binding: t -*-

(defun errors-of (level)
  "What the checker of Coroscope says at LEVEL."
  (delq nil (mapcar (lambda (one)
                      (and (eq (flycheck-error-checker one) 'c++-coroscope)
                           (eq (flycheck-error-level one) level)
                           one))
                    flycheck-current-errors)))

(flycheck-mode)
(flycheck-buffer)
(let ((found (car (test-wait "finding" (lambda () (errors-of 'warning))))))
  (unless (and (equal (flycheck-error-line found) 4)
               (string-match-p "'char\\[8192\\]'.*\\[coroscope-large-value\\]"
                               (flycheck-error-message found)))
    (message "error: another finding: %S" found)
    (kill-emacs 1)))
(unless (test-find "held across" (mapcar #'flycheck-error-message
                                         (errors-of 'info)))
  (message "error: no notes: %S" flycheck-current-errors)
  (kill-emacs 1))
;; What was saved counts.
(goto-char (point-min))
(search-forward "8192")
(replace-match "512")
(basic-save-buffer)
(test-wait "end of the run" (lambda () (not (flycheck-running-p))))
(flycheck-buffer)
(test-wait "end of the finding" (lambda () (not (errors-of 'warning))))
(message "ok")
