import type { ServerKind } from '../../contract/index.ts';
import { chat } from './chat.ts';
import { edit } from './edit.ts';
import { image } from './image.ts';
import { polish } from './polish.ts';
import { render } from './render.ts';
import type { Runner } from './runner.ts';
import { captions } from './speech/captions.ts';
import { music } from './speech/music.ts';
import { narration } from './speech/narration.ts';
import { voice } from './speech/voice.ts';
import { story } from './story.ts';
import { upload } from './upload.ts';
import { upscale } from './upscale.ts';
import { video } from './video.ts';

export type Runners = { readonly [K in ServerKind]: Runner<K> };

/** The runners of all kinds of work that the server runs. The types require one for every kind. */
export const runners: Runners = {
  image,
  edit,
  upscale,
  video,
  voice,
  chat,
  story,
  narration,
  music,
  captions,
  render,
  polish,
  upload,
};
