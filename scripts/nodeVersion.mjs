// Kept to syntax that old Node versions can read, so that they reach the message.

/** The oldest Node that the tool chain runs on; `engines` of package.json says the same. */
export const oldestNode = [20, 19];

/** Ends the process with a plain message where this Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(`Node ${oldestNode.join('.')} or newer is needed; this is Node ${process.versions.node}.`);
  process.exit(1);
}
