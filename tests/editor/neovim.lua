-- Plays an editing session in Neovim with the language server, and prints what was seen as JSON.
-- Usage: nvim --headless --clean -l (or -S) neovim.lua, with PYTHON and DRAFT in the environment.
local seen = {}
local function wait(what, done)
  if not vim.wait(30000, done, 20) then error("waited in vain for " .. what) end
end

local function play()
  vim.cmd("edit " .. vim.env.DRAFT)
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = "imrparse",
    cmd = { vim.env.PYTHON, "-m", "imrparse", "lsp" },
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(buffer, id)
  wait("diagnostics", function() return #vim.diagnostic.get(buffer) > 0 end)
  local found = vim.diagnostic.get(buffer)[1]
  seen.code = found.code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code)
  seen.line = found.lnum + 1
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col + 1 })

  local function ask(method, more)
    local params = vim.lsp.util.make_position_params()
    if method == "textDocument/codeAction" then
      params = vim.lsp.util.make_range_params()
      params.context = { diagnostics = {} }
    end
    for name, value in pairs(more or {}) do params[name] = value end
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000)
    return answers[id].result
  end

  seen.hover = ask("textDocument/hover").contents.value
  seen.outline = #ask("textDocument/documentSymbol")
  local actions = ask("textDocument/codeAction")
  seen.action = actions[1].title
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  wait("no diagnostics", function() return #vim.diagnostic.get(buffer) == 0 end)
  local edits = ask("textDocument/formatting", { options = { tabSize = 4, insertSpaces = true } })
  vim.lsp.util.apply_text_edits(edits or {}, buffer, "utf-16")
  seen.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
  vim.lsp.stop_client(id)
end

local done, message = pcall(play)
if not done then seen.error = tostring(message) end
local out = io.open(vim.env.SEEN, "w")
out:write(vim.fn.json_encode(seen))
out:close()
vim.cmd("qall!")
