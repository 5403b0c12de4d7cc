import {
  type Callable,
  type ClassName,
  type LibraryClass,
  libraryAliases,
  libraryClasses,
  libraryFunctions,
  librarySubmodules,
  moduleLibraries,
} from '../knowledge/clientLibraries.ts';
import { unknown, type Value } from './values.ts';

/** `paramiko`, `paramiko.client`; undefined for modules that are none of the libraries'. */
export function libraryModule(path: string): Value | undefined {
  const [top = '', ...rest] = path.split('.');
  const library = Object.hasOwn(moduleLibraries, top) ? moduleLibraries[top] : undefined;
  return library && { kind: 'module', name: [library, ...rest].join('.') };
}

/** `module.NAME` of a library. */
export function memberOfModule(module: string, name: string): Value {
  const full = `${module}.${name}`;
  if (Object.hasOwn(librarySubmodules, full)) return { kind: 'module', name: full };
  const [library = ''] = module.split('.');
  if (module !== library && !librarySubmodules[module]?.includes(name)) return unknown;
  const direct = `${library}.${name}` as ClassName;
  if (Object.hasOwn(libraryAliases, direct)) return { kind: 'libraryClass', name: libraryAliases[direct] ?? direct };
  if (Object.hasOwn(libraryClasses, direct)) return { kind: 'libraryClass', name: direct };
  if (Object.hasOwn(libraryFunctions, direct)) return { kind: 'libraryFunction', name: direct };
  return unknown;
}

export function classOf(name: ClassName): LibraryClass | undefined {
  return Object.hasOwn(libraryClasses, name) ? libraryClasses[name] : undefined;
}

export function methodOf(name: ClassName, method: string): Callable | undefined {
  const methods = classOf(name)?.methods;
  return methods && Object.hasOwn(methods, method) ? methods[method] : undefined;
}

export function attributeOf(name: ClassName, attribute: string): ClassName | 'time' | undefined {
  const attributes = classOf(name)?.attributes;
  return attributes && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
}

export function functionOf(name: string): (typeof libraryFunctions)[string] | undefined {
  return Object.hasOwn(libraryFunctions, name) ? libraryFunctions[name] : undefined;
}

const calledNames = new Set([
  ...Object.values(libraryClasses).flatMap(({ methods }) => Object.keys(methods)),
  ...[...Object.keys(libraryClasses), ...Object.keys(libraryAliases), ...Object.keys(libraryFunctions)].map(lastName),
]);

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Whether anything of a library has this name; all others need not be followed. */
export function isCalledName(name: string): boolean {
  return calledNames.has(name);
}

const linkNames = new Set(Object.values(libraryClasses).flatMap(({ attributes }) => Object.keys(attributes)));

/** Whether an object of a library hangs on another under this name, such as `_transport`. */
export function isLinkName(name: string): boolean {
  return linkNames.has(name);
}

const askingNames = new Set(['closed', 'eof_received', 'recv_ready', 'recv_stderr_ready', 'status_event']);

/** Whether a channel is asked under this name how far it is, instead of being waited for. */
export function isAskingName(name: string): boolean {
  return askingNames.has(name);
}
