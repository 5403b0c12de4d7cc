/** Files that say which release of a library a project uses, the surest first. */
export const requirementFiles = [
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'pylock.toml',
  'Pipfile.lock',
  'requirements.txt',
  'constraints.txt',
  'requirements.in',
  'pyproject.toml',
  'Pipfile',
  'setup.cfg',
] as const;
