import { rulesSource } from './emulator.ts';

/** The `match` of one collection. Offsets are characters of the file. */
export interface RulesBlock {
  collection: string;
  start: number;
  end: number;
  /** The methods of each `allow`. */
  allows: string[][];
}

/** Every `match` of a single collection directly under the database: it opens and closes at this indentation. */
const blockPattern = /^ {4}match \/(\w+)\/\{\w+\} \{\n[\s\S]*?^ {4}\}\n/gm;
const allowPattern = /\ballow\s+([\w,\s]+?)\s*[:;]/g;

export const rulesBlocks: readonly RulesBlock[] = [...rulesSource.matchAll(blockPattern)].map((match) => ({
  collection: match[1] ?? '',
  start: match.index,
  end: match.index + match[0].length,
  allows: [...match[0].matchAll(allowPattern)].map(([, methods = '']) => methods.split(/[\s,]+/)),
}));

/** The rules without the blocks of the collections. */
export const rulesBesides = rulesSource.replaceAll(blockPattern, '');
