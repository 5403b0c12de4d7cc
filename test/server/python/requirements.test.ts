import { describe, expect, it } from 'vitest';
import { paramikoRequirement } from '../../../server/src/python/requirements.ts';

const said = (file: string, text: string) => {
  const found = paramikoRequirement(file, text);
  return found && `${found.version.major}.${found.version.minor}${found.exact ? '' : ' at most'}`;
};

describe('the release of paramiko that a project uses', () => {
  it.each([
    ['paramiko==2.12.0', '2.12'],
    ['paramiko == 3.4.0  # pinned', '3.4'],
    ['paramiko[gssapi]==2.7.2; python_version < "3.8"', '2.7'],
    ['Paramiko===2.4.1', '2.4'],
    ['requests\nparamiko>=2.7,<3\n', '2.12 at most'],
    ['paramiko~=3.4', '3.5 at most'],
    ['paramiko~=3.4.0', '3.4 at most'],
    ['paramiko>=2.0', '5.1 at most'],
    ['paramiko', '5.1 at most'],
    ['paramiko<2.1', '2.0 at most'],
    ['paramiko==2.*', '2.12 at most'],
    ['paramiko==2.12.0 \\\n    --hash=sha256:0123', '2.12'],
    ['paramiko-ng==2.8\nnotparamiko==1.0', undefined],
    ['# paramiko==2.0', undefined],
  ])('requirements.txt: %s', (text, release) => {
    expect(said('requirements.txt', text)).toBe(release);
  });

  it('stands in lock files', () => {
    expect(said('uv.lock', '[[package]]\nname = "paramiko"\nversion = "3.5.1"\n')).toBe('3.5');
    expect(
      said(
        'poetry.lock',
        '[[package]]\nname = "other"\nversion = "1.0"\n\n[[package]]\nname = "paramiko"\nversion = "2.11.0"\n',
      ),
    ).toBe('2.11');
    expect(said('Pipfile.lock', '{"default": {"paramiko": {"hashes": ["x"], "version": "==3.3.1"}}}')).toBe('3.3');
    expect(said('uv.lock', '[[package]]\nname = "other"\nversion = "3.5.1"\n')).toBeUndefined();
  });

  it('stands in pyproject.toml, in each of its dialects', () => {
    expect(said('pyproject.toml', '[project]\ndependencies = [\n  "requests",\n  "paramiko>=3.1,<4",\n]\n')).toBe(
      '3.5 at most',
    );
    expect(said('pyproject.toml', '[project]\ndependencies = ["paramiko"]\n')).toBe('5.1 at most');
    expect(said('pyproject.toml', '[tool.poetry.dependencies]\nparamiko = "^2.11"\n')).toBe('2.12 at most');
    expect(
      said('pyproject.toml', '[tool.poetry.dependencies]\nparamiko = { version = "3.2.0", extras = ["gssapi"] }\n'),
    ).toBe('3.2 at most');
    expect(said('pyproject.toml', '[project]\nname = "tool"\n')).toBeUndefined();
  });
});
