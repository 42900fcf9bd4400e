import { expect, test } from 'vitest';
import { runLanes } from './run-lanes.ts';

const passed = { passed: 1, failed: 0 };

test('lanes run at the same time, each one thing after the other, and all are counted', async () => {
  const events: string[] = [];
  const meeting = Promise.withResolvers<void>();
  const tally = await runLanes([['a'], ['b', 'c']], async (name, whenStarted) => {
    events.push(`${name} starts`);
    whenStarted();
    // Ends only when the other lane runs too.
    if (name === 'a') await meeting.promise;
    if (name === 'b') meeting.resolve();
    events.push(`${name} ends`);
    return { passed: 2, failed: 1 };
  });
  expect(tally).toEqual({ passed: 6, failed: 3 });
  expect(events.indexOf('b ends')).toBeLessThan(events.indexOf('c starts'));
});

test('a lane starts when the one before it has started', async () => {
  const starting = Promise.withResolvers<void>();
  const events: string[] = [];
  const ended = runLanes(
    ['a', 'b'].map((name) => [name]),
    async (name, whenStarted) => {
      events.push(name);
      if (name === 'a') await starting.promise;
      whenStarted();
      return passed;
    },
  );
  await new Promise(setImmediate);
  expect(events).toEqual(['a']);
  starting.resolve();
  await ended;
  expect(events).toEqual(['a', 'b']);
});

test('a lane that fails, even before it has started, fails the run when the others have ended', async () => {
  const working = Promise.withResolvers<void>();
  let hasFailed = false;
  const run = runLanes([['a'], ['b']], async (name, whenStarted) => {
    if (name === 'a') throw new Error('no port');
    whenStarted();
    await working.promise;
    return passed;
  });
  run.catch(() => {
    hasFailed = true;
  });
  await new Promise(setImmediate);
  expect(hasFailed).toBe(false);
  working.resolve();
  await expect(run).rejects.toThrow('no port');
});
