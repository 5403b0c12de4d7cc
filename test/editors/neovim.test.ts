import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askEditor, type Installed, installTarball, readmeBlock, versionOf } from './installed.ts';

const nvim = process.env['SSH_TIMEOUTS_TEST_NVIM'] ?? 'nvim';
const version = versionOf(nvim);
const minor = Number(/v0\.(\d+)/.exec(version ?? '')?.[1] ?? 0);
const heading = minor >= 11 ? 'Neovim 0.11 and newer' : 'Neovim 0.7 to 0.10';
const missing = 'Neovim is not installed (apt-get install neovim)';

/** Opens the configuration with the set-up of the README, and asks as the keys of a user would. */
const script = `
local function wait_for(what, ready)
  if not vim.wait(15000, ready, 50) then error('not within 15 s: ' .. what) end
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 15000)
  for _, answer in pairs(answers or {}) do
    if answer.result then return answer.result end
  end
end
local function main()
  vim.cmd('edit ~/.ssh/config')
  local clients = vim.lsp.get_clients or vim.lsp.buf_get_clients
  wait_for('the server', function()
    for _, client in pairs(clients()) do if client.initialized ~= false then return true end end
  end)
  wait_for('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  local here = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 2, character = 4 } }
  local lenses = ask('textDocument/codeLens', { textDocument = here.textDocument })
  return {
    filetype = vim.bo.filetype,
    diagnostics = vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(0)),
    hover = ask('textDocument/hover', here).contents.value,
    lens = ask('codeLens/resolve', lenses[1]).command.title,
    outline = vim.tbl_map(function(s) return s.name end, ask('textDocument/documentSymbol', { textDocument = here.textDocument })),
  }
end
local ok, answer = pcall(main)
local out = io.open(vim.env.ANSWER, 'w')
out:write(vim.fn.json_encode(ok and answer or { problem = tostring(answer) }))
out:close()
for _, client in pairs(vim.lsp.get_active_clients and vim.lsp.get_active_clients() or {}) do client.stop() end
vim.cmd('qall!')
`;

describe.skipIf(!version)(`Neovim${version ? '' : `: ${missing}`}`, () => {
  let installed: Installed;
  let answer: Record<string, unknown>;

  beforeAll(() => {
    installed = installTarball();
    const init = installed.write('init.lua', `vim.cmd('filetype on')\n${readmeBlock(heading, 'lua')}`);
    const ask = installed.write('ask.lua', script);
    const args = ['--headless', '-n', '-i', 'NONE', '-u', init, '-c', `luafile ${ask}`];
    answer = askEditor(installed, nvim, args);
  }, 120_000);
  afterAll(() => installed?.remove());

  it('starts the server with the set-up of the README', () => {
    expect(answer['problem']).toBeUndefined();
    expect(answer['filetype']).toBe('sshconfig');
  });

  it('shows what the server finds', () => {
    expect(answer['diagnostics']).toEqual(expect.arrayContaining(['client-countmax-zero', 'never-effective']));
  });

  it('explains a directive, across Includes', () => {
    expect(answer['hover']).toContain('ServerAliveInterval');
    expect(answer['hover']).toContain('10-x');
  });

  it('has a lens and an outline', () => {
    expect(answer['lens']).toMatch(/\d+ s/);
    expect(answer['outline']).toEqual(expect.arrayContaining(['Host web']));
  });
});
