-- Beside clangd: the findings of both are there, and an edit changes the text.
-- Ends with an error if not.
local function fail(message)
  io.stderr:write('error: ' .. message .. '\n')
  vim.cmd('cquit')
end

local function sources()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    found[diagnostic.source] = true
  end
  return found
end

local function wait_for(what, is_there)
  if not vim.wait(120000, is_there, 100) then
    fail('no ' .. what .. ': ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end

wait_for('finding of coroscope', function() return sources().coroscope end)
wait_for('finding of clangd', function() return sources().clang end)

local edit
wait_for('edit', function()
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = { line = 0, character = 0 },
              ['end'] = { line = 100, character = 0 } },
    context = { diagnostics = {} },
  }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction',
                                           params, 10000) or {}
  for _, answer in pairs(answers) do
    for _, action in ipairs(answer.result or {}) do
      if action.title:find(' -> ') then edit = action.edit end
    end
  end
  return edit
end)
local before = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
local after = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
if before == after then fail('the edit changed nothing') end
wait_for('end of the finding', function() return not sources().coroscope end)
print('ok')
vim.cmd('qall!')
