// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these strings are sources
import { expect, test } from 'vitest';
import { literalTexts } from './literal-text.ts';

const found = (source: string) => literalTexts('page.tsx', source).map(({ text }) => text);

test.each([
  ['text between tags', '<p>Save it</p>', 'Save it'],
  ['an attribute that is read aloud', '<button aria-label="close" />', 'close'],
  ['a property that carries text', '<Field label="Name" />', 'Name'],
  ['an option', "const options = [{ value: 'all', label: 'all' }];", 'all'],
  ['a toast', "toast.success('The alert is resolved');", 'The alert is resolved'],
  ['a sentence with a value', 'const text = `You have ${left}.`;', 'You have ….'],
  ['a word with a value', 'const text = `${amount} credits`;', '… credits'],
  ['one branch of a condition', "<p>{on ? 'on' : t`off`}</p>", 'on'],
  ['a table of words', "const words = { paid: 'Paid' };", 'Paid'],
  ['a word in a message', "t`Switch ${on ? 'off' : 'on'}`", 'off'],
  ['a word in a message with elements', "<Trans>Switch {on ? 'off' : ''}</Trans>", 'off'],
])('%s has to be a message', (_, source, text) => {
  expect(found(source)).toContain(text);
});

test.each([
  ['a message', 't`Save it`'],
  ['a message with elements', '<Trans>Save <b>it</b></Trans>'],
  ['the forms of a plural', "plural(count, { one: '# change', other: '# changes' })"],
  ['a plural between tags', '<Plural value={count} one="# change" other="# changes" />'],
  ['a list of classes', '<p className="mt-3 flex" />'],
  ['classes in a constant', "const look = 'mt-3 flex items-center';"],
  ['an import', "import { x } from './Some thing';"],
  ['a type', "type Word = 'Some thing';"],
  ['a comparison', "if (key === 'Escape') close();"],
  ['an error for developers', "throw new Error('There is no root');"],
  ['a word for the console', "console.error('Could not be loaded');"],
])('%s needs no other', (_, source) => {
  expect(found(source)).toEqual([]);
});
