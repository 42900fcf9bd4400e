import { z } from 'zod';
import { rulesSource } from './emulator.ts';
import { type RulesBlock, rulesBlocks } from './rules-source.ts';

/** One expression of the rules and what it came to, as the emulator reports it. `endOffset` is its last character. */
const Expression = z.object({
  sourcePosition: z.object({ currentOffset: z.int().default(0), endOffset: z.int().default(0) }),
  values: z
    .array(z.object({ value: z.object({ boolValue: z.boolean().optional() }).optional() }))
    .default([]),
  get children() {
    return z.array(Expression).default([]);
  },
});
type Expression = z.infer<typeof Expression>;

const Report = z.object({ report: z.array(Expression).default([]) });

/**
 * What a run has not shown of the rules for one collection; empty when each `allow` has both granted and refused, and
 * each condition in it, and in the functions it called, has been both true and false.
 */
export function notShown({ coverage, collection }: { coverage: unknown; collection: string }): string[] {
  const block = rulesBlocks.find((candidate) => candidate.collection === collection);
  if (!block) return [`no rules for ${collection}`];

  const roots = Report.parse(coverage).report;
  const allows = roots.filter((root) => isWithin(root, block));
  if (allows.length !== block.allows.length)
    return [`${allows.length} of ${block.allows.length} allows reported`];

  const functions = roots.filter((root) => !rulesBlocks.some((other) => isWithin(root, other)));
  const conditions = [...allows, ...functions].flatMap(withDescendants).filter(isCondition);
  return [...new Set([...allows, ...conditions])].flatMap((condition) =>
    [true, false]
      .filter((value) => !came(condition, value))
      .map((value) => `never ${value}: ${textOf(condition)}`),
  );
}

function isWithin({ sourcePosition: { currentOffset } }: Expression, { start, end }: RulesBlock): boolean {
  return currentOffset >= start && currentOffset < end;
}

function withDescendants(expression: Expression): Expression[] {
  return [expression, ...expression.children.flatMap(withDescendants)];
}

function isCondition(expression: Expression): boolean {
  return came(expression, true) || came(expression, false);
}

function came({ values }: Expression, wanted: boolean): boolean {
  return values.some(({ value }) => value?.boolValue === wanted);
}

function textOf({ sourcePosition: { currentOffset, endOffset } }: Expression): string {
  const line = rulesSource.slice(0, currentOffset).split('\n').length;
  return `${rulesSource.slice(currentOffset, endOffset + 1)} (line ${line})`;
}
