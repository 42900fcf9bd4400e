import { captions } from './captions.ts';
import { chat } from './chat.ts';
import { edit } from './edit.ts';
import { image } from './image.ts';
import { music } from './music.ts';
import { narration } from './narration.ts';
import { polish } from './polish.ts';
import { render } from './render.ts';
import { story } from './story.ts';
import { upload } from './upload.ts';
import { upscale } from './upscale.ts';
import { video } from './video.ts';
import { voice } from './voice.ts';

/** All built-in kinds of work. The server's runners and the studio's views follow from this list. */
export const builtIn = [
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
] as const;
