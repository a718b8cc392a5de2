;;; What all tests in Emacs need.  -*- lexical-binding: t -*-

(defconst test-patience 120 "Seconds; machines that test are slow.")

(defun test-wait (what is-there)
  "Give the value of IS-THERE once it is not nil; fail for WHAT if it stays."
  (let ((end (+ (float-time) test-patience)) found)
    (while (not (or (setq found (funcall is-there)) (> (float-time) end)))
      (accept-process-output nil 0.1))
    (unless found
      (message "error: no %s" what)
      (kill-emacs 1))
    found))

(defun test-edit (edit)
  "Do EDIT, which must change the text as boxing does."
  (let ((before (buffer-string)))
    (funcall edit)
    (when (or (equal before (buffer-string))
              (not (string-match-p "make_unique" (buffer-string))))
      (message "error: the edit did not change the text")
      (kill-emacs 1))))

(defun test-find (pattern texts)
  "The first of TEXTS that matches PATTERN."
  (seq-find (lambda (text) (string-match-p pattern text)) texts))

(package-initialize)
;; Nobody is asked, and nothing is kept.
(setq lsp-auto-guess-root t
      lsp-enable-snippet nil
      lsp-restart 'ignore
      lsp-session-file (expand-file-name "session")
      ;; A program without a terminal is never idle.
      lsp-debounce-full-sync-notifications nil
      eglot-confirm-server-initiated-edits nil)
