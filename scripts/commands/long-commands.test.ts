/** Commands that take a minute each and share nothing with others: they run while the others are tested. */
import { expect, test } from 'vitest';
import { run } from './run-command.ts';

test('npm run side-by-side finds two instances of one build at peace on one store', async () => {
  const command = run(['run', 'side-by-side', '--', 'HEAD']);
  expect(await command.ended, command.output()).toBe(0);
  expect(command.output()).toContain('1 passed, 0 failed');
});

test('npm run bench -- refunds measures how soon credits are returned after each kind of failure', async () => {
  const command = run(['run', 'bench', '--', 'refunds', '--quick']);
  expect({ code: await command.ended, output: command.output() }).toMatchObject({ code: 0 });
  for (const what of ['provider failure', 'cancel', 'switch-off', 'crashed worker, less its lease']) {
    expect(command.output()).toMatch(new RegExp(`${what}: 99% +[\\d.,]+ m?s`));
  }
});
