import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextFrame } from './next-frame.ts';

const frameMs = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, frameMs));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a callback comes with the first frame after its wait, and once', () => {
  const callback = vi.fn();
  nextFrame(callback, 80);
  vi.advanceTimersByTime(80 + frameMs - 1);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10_000);
  expect(callback).toHaveBeenCalledOnce();
});

test('a tab that paints no frames is called back all the same', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const callback = vi.fn();
  nextFrame(callback, 80);
  vi.advanceTimersByTime(580);
  expect(callback).toHaveBeenCalledOnce();
});

test('a callback that was called off never comes', () => {
  const callback = vi.fn();
  nextFrame(callback, 80)();
  nextFrame(callback)();
  vi.advanceTimersByTime(10_000);
  expect(callback).not.toHaveBeenCalled();
});
