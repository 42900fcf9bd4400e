import type { ServerKind } from '../../contract/index.ts';
import { captions } from './captions.ts';
import { chat } from './chat.ts';
import { edit } from './edit.ts';
import { image } from './image.ts';
import { music } from './music.ts';
import { narration } from './narration.ts';
import { polish } from './polish.ts';
import { render } from './render.ts';
import type { Runner } from './runner.ts';
import { story } from './story.ts';
import { upload } from './upload.ts';
import { upscale } from './upscale.ts';
import { video } from './video.ts';
import { voice } from './voice.ts';

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
