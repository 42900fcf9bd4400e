import type { BuiltInKind } from '@firemeter/functions/contract';
import { captions } from './captions.tsx';
import { chat } from './chat.tsx';
import { edit } from './edit.tsx';
import { image } from './image.tsx';
import { music } from './music.tsx';
import { narration } from './narration.tsx';
import { polish } from './polish.tsx';
import { render } from './render.ts';
import { story } from './story.tsx';
import type { StudioKind } from './studio-kind.ts';
import { upload } from './upload.tsx';
import { upscale } from './upscale.tsx';
import { video } from './video.tsx';
import { voice } from './voice.tsx';

export type StudioKinds = { readonly [K in BuiltInKind]: StudioKind<K> };

/** Every kind of work, in the order in which the studio offers them: the types demand each of its parts. */
export const studioKinds: StudioKinds = {
  image,
  edit,
  upscale,
  video,
  voice,
  narration,
  music,
  story,
  captions,
  polish,
  chat,
  upload,
  render,
};
