export * from '../resolve/subjects.ts';
