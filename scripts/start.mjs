// npm start [-- [--browser] [FOLDER]]: the editor with this extension, on a sample workspace or the folder named.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { start } = await import('./startEditor.mjs');
await start(process.argv.slice(2));
