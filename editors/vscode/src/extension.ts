// Starts the language server of imrparse, and restarts it when its settings change.

import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

const SECTION = "imrparse";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand(`${SECTION}.restart`, restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(SECTION)) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const [program, ...args] = settings.get<string[]>("command", []);
  if (program === undefined) {
    void vscode.window.showErrorMessage("imrparse: the setting imrparse.command is empty.");
    return;
  }
  const files = settings.get<string[]>("files", []);
  client = new LanguageClient(
    SECTION,
    "imrparse",
    { command: program, args },
    { documentSelector: files.map((pattern) => ({ scheme: "file", pattern })) },
  );
  try {
    await client.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = "Install it with: pip install 'imrparse[lsp]'";
    void vscode.window.showErrorMessage(`imrparse: ${program} could not be started (${reason}). ${advice}`);
  }
}
