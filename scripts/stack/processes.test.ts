import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { descendantsOf, running, runToEnd, stopTree } from './processes.ts';

test('stopping a tree leaves nothing of it, not even what ignores Ctrl-C in a group of its own', async () => {
  const stubborn = "process.on('SIGINT', () => {}); setInterval(() => {}, 1000)";
  const script = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { detached: true });
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  let descendants: number[] = [];
  while (descendants.length === 0) {
    await sleep(20);
    descendants = await descendantsOf(pid);
  }
  await stopTree({ child, graceMs: 2000 });
  await expect.poll(() => running([pid, ...descendants])).toEqual([]);
});

test('a command that does not exist fails with what went wrong', async () => {
  const { code, output } = await runToEnd('no-such-command-here', []);
  expect(code).not.toBe(0);
  expect(output).toContain('ENOENT');
});
