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

export interface Seen {
  /** Of brightness, 0 to 255: a blank picture has none. */
  readonly spread: number[];
  /** How loud it is while something is said, 0 to 1, cue by cue. */
  readonly loudness: number[];
  /** What the captions show in the middle of each cue, as far as that is not its own text. */
  readonly wrongCaptions: string[];
  /** From the end of the last cue to that of the video. */
  readonly tailSeconds: number;
}

/** What Chromium makes of a video with captions: goes to the middle of each cue, looks, listens and reads. */
export async function seeThrough(video: Locator): Promise<Seen> {
  return video.evaluate(async (element: HTMLVideoElement): Promise<Seen> => {
    const track = element.textTracks[0];
    const cues = [...(track?.cues ?? [])] as VTTCue[];
    const bytes = await (await fetch(element.src)).arrayBuffer();
    const sound = await new OfflineAudioContext(2, 1, 44_100).decodeAudioData(bytes);
    const samples = sound.getChannelData(0);
    const loudnessOf = ({ startTime, endTime }: VTTCue) => {
      const said = samples.subarray(startTime * sound.sampleRate, endTime * sound.sampleRate);
      return Math.sqrt(said.reduce((sum, sample) => sum + sample * sample, 0) / said.length);
    };
    const spreadNow = () => {
      const canvas = new OffscreenCanvas(64, 36);
      const context = canvas.getContext('2d');
      context?.drawImage(element, 0, 0, 64, 36);
      const { data } = context?.getImageData(0, 0, 64, 36) ?? { data: [] };
      const greens = [...data].filter((_, index) => index % 4 === 1);
      return Math.max(...greens) - Math.min(...greens);
    };
    const spread: number[] = [];
    const wrongCaptions: string[] = [];
    for (const cue of cues) {
      const there = new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }));
      element.currentTime = (cue.startTime + cue.endTime) / 2;
      await there;
      spread.push(spreadNow());
      const shown = [...(track?.activeCues ?? [])].map((active) => (active as VTTCue).text).join(' ');
      if (shown !== cue.text) wrongCaptions.push(`${cue.text}: ${shown}`);
    }
    const tailSeconds = element.duration - (cues.at(-1)?.endTime ?? 0);
    return { spread, loudness: cues.map(loudnessOf), wrongCaptions, tailSeconds };
  });
}
