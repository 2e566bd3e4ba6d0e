// Plays an editing session in VS Code with the extension, and writes what was seen as JSON.
// DRAFT, SETTINGS and SEEN in the environment are the files to open, to change and to write.

const { readFileSync, writeFileSync } = require("node:fs");
const vscode = require("vscode");

async function until(what, look) {
  for (let tries = 0; tries < 300; tries++) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}

async function play(seen) {
  const extension = vscode.extensions.getExtension("imrparse.imrparse");
  const uri = vscode.Uri.file(process.env.DRAFT);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const found = () => vscode.languages.getDiagnostics(uri).filter((one) => one.source === "imrparse");
  const codes = () => found().map((one) => one.code);
  const ask = (provider, ...more) => vscode.commands.executeCommand(`vscode.execute${provider}`, uri, ...more);
  // VS Code's assistant offers to fix anything, without an edit.
  const actions = async (range, kind) => (await ask("CodeActionProvider", range, kind)).filter((one) => one.edit);
  const titles = (found) => found.map((one) => one.title);

  await until("diagnostics", () => codes().includes("IMR009"));
  seen.active = extension.isActive;
  seen.codes = codes();
  const { range } = found().find((one) => one.code === "IMR009");
  seen.words = document.getText(range);
  seen.hover = (await ask("HoverProvider", range.start)).flatMap((one) => one.contents.map((part) => part.value)).join("\n");
  seen.outline = (await ask("DocumentSymbolProvider")).map((one) => one.name);
  seen.folds = (await ask("FoldingRangeProvider")).length;
  const doubled = document.getText().lastIndexOf("Priority:");
  seen.first = (await ask("DefinitionProvider", document.positionAt(doubled + 1))).map((one) => one.range.start.line);
  const licensure = document.getText().indexOf("California, Nevada");
  const offered = await ask("CompletionItemProvider", document.positionAt(licensure + 3));
  seen.completion = offered.items.map((one) => one.label);

  const fixes = await actions(range, "quickfix");
  seen.fixes = titles(fixes);
  await vscode.workspace.applyEdit(fixes[0].edit);
  await until("the fix", () => !codes().includes("IMR009"));
  const all = await actions(range, "source.fixAll");
  seen.all = titles(all);
  await vscode.workspace.applyEdit(all[0].edit);
  await until("all fixes", () => !codes().includes("IMR710"));
  seen.left = codes();

  writeFileSync(process.env.SETTINGS, '[lint]\nignore = ["IMR601"]\n');
  await until("the settings", () => !codes().includes("IMR601"));
  await vscode.commands.executeCommand("imrparse.restart");
  await until("diagnostics of the new server", () => codes().includes("IMR007"));
  const removal = new vscode.WorkspaceEdit();
  removal.delete(uri, document.lineAt(document.positionAt(doubled)).rangeIncludingLineBreak);
  await vscode.workspace.applyEdit(removal);
  await until("no diagnostics", () => found().length === 0);
  const edits = new vscode.WorkspaceEdit();
  edits.set(uri, await ask("FormatDocumentProvider", { tabSize: 4, insertSpaces: true }));
  await vscode.workspace.applyEdit(edits);
  seen.text = document.getText();
  await document.save();
  seen.saved = readFileSync(process.env.DRAFT, "utf-8") === seen.text;
}

exports.activate = async () => {
  const seen = {};
  try {
    await play(seen);
  } catch (error) {
    seen.error = String(error.stack);
  }
  writeFileSync(process.env.SEEN, JSON.stringify(seen));
};
