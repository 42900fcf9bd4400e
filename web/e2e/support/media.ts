import { expect, type Locator } from '@playwright/test';

/** Waits until a player has what it needs, presses play and sees the time go on. */
export async function expectToPlay(player: Locator): Promise<void> {
  await expect(player).toBeAttached({ timeout: 120_000 });
  await player.evaluate((element: HTMLMediaElement) => {
    element.muted = true;
    element.preload = 'auto';
    return element.play();
  });
  const stateOf = (element: HTMLMediaElement) => ({ ready: element.readyState, at: element.currentTime });
  await expect.poll(async () => (await player.evaluate(stateOf)).ready).toBeGreaterThanOrEqual(2);
  await expect.poll(async () => (await player.evaluate(stateOf)).at).toBeGreaterThan(0.3);
  await player.evaluate((element: HTMLMediaElement) => element.pause());
}
