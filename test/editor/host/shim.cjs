'use strict';
// Runs the real test module and writes down how it ended: VS Code's own exit code is 0 also when the extension host died.
const fs = require('node:fs');

exports.run = async () => {
  const { EDITOR_TEST_MODULE: testModule, EDITOR_TEST_OUTCOME: outcomeFile } = process.env;
  const leave = (outcome) => fs.writeFileSync(outcomeFile, JSON.stringify(outcome));
  try {
    await require(testModule).run();
    leave({ ok: true });
  } catch (error) {
    leave({ ok: false, error: String(error?.stack ?? error) });
    throw error;
  }
};
