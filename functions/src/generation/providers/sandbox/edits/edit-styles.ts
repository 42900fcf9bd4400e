import { mentions } from '../pictures/mood.ts';
import { seededRandom } from '../pictures/seeded-random.ts';

interface EditStyle {
  readonly words: string;
  /** ffmpeg's filters, from one picture to one. */
  readonly filters: string;
}

/** In the order in which they are looked for. */
const styles: readonly [EditStyle, ...EditStyle[]] = [
  {
    // Few flat tones, and ink where they meet.
    words: 'cartoon comic toon pop sticker',
    filters: [
      'split[flat][lines]',
      "[flat]smartblur=lr=5:ls=1:lt=20,lutyuv=y='(floor(val/34)+0.5)*34',hue=s=1.7,format=yuv444p[flat]",
      '[lines]gblur=1.1,edgedetect=low=0.04:high=0.09,negate,format=yuv444p,avgblur=1[ink]',
      '[flat][ink]blend=c0_mode=multiply:c1_mode=normal:c2_mode=normal',
    ].join(';'),
  },
  {
    // Water colours on paper: soft, pale, with light that spreads.
    words: 'ghibli watercolour watercolor anime painting paint painted storybook',
    filters: [
      'smartblur=lr=5:ls=1:lt=25,smartblur=lr=3:ls=1:lt=15,split[wash][light]',
      '[light]gblur=14,format=yuv444p[light]',
      '[wash][light]blend=c0_mode=screen:c0_opacity=0.5:c1_mode=average:c2_mode=average',
      'eq=saturation=1.75:contrast=0.95,colorbalance=rm=0.06:gm=0.07:bm=-0.03:rh=0.05:gh=0.04',
      'noise=c0s=9:c0_seed=7,format=yuv444p',
    ].reduce((chain, next) => chain + (chain.endsWith(']') ? ';' : next.startsWith('[') ? ';' : ',') + next),
  },
  {
    words: 'sketch pencil drawing draw ink line',
    filters:
      'split[tone][lines];[tone]hue=s=0.15,eq=contrast=0.5:brightness=0.28,format=yuv444p[tone];[lines]gblur=0.8,edgedetect=low=0.03:high=0.07,negate,format=yuv444p[ink];[tone][ink]blend=c0_mode=multiply:c1_mode=normal:c2_mode=normal',
  },
  {
    words: 'black white monochrome noir grey gray',
    filters: 'hue=s=0,eq=contrast=1.35:gamma=0.95,vignette=angle=0.6,format=yuv444p',
  },
  {
    words: 'vintage retro old sepia antique film nostalgic',
    filters:
      'hue=s=0.45,colorbalance=rs=0.12:gs=0.04:bs=-0.14:rm=0.14:gm=0.05:bm=-0.12:rh=0.1:bh=-0.1,eq=contrast=0.9,noise=c0s=16:c0_seed=3,vignette=angle=0.7,format=yuv444p',
  },
  { words: 'pixel pixels blocks 8-bit arcade', filters: 'scale=iw/9:-2:flags=area,eq=saturation=1.5' },
  {
    words: 'neon cyberpunk synthwave electric party',
    filters:
      'split[dark][glow];[dark]hue=h=-35:s=1.9,eq=contrast=1.4:brightness=-0.05,format=yuv444p[dark];[glow]gblur=12,hue=h=-35:s=2.4,format=yuv444p[glow];[dark][glow]blend=c0_mode=screen:c0_opacity=0.5:c1_mode=average:c2_mode=average',
  },
  {
    words: 'warm sunset sunny golden summer autumn fire orange',
    filters:
      'colorbalance=rs=0.12:bs=-0.14:rm=0.24:gm=0.06:bm=-0.22:rh=0.16:bh=-0.16,eq=saturation=1.35:contrast=1.06,format=yuv444p',
  },
  {
    words: 'cold winter snow snowy ice blue night moon',
    filters:
      'colorbalance=rs=-0.1:bs=0.16:rm=-0.22:bm=0.24:rh=-0.08:bh=0.12,eq=saturation=0.9:brightness=-0.06:contrast=1.12,format=yuv444p',
  },
  {
    words: 'dramatic cinematic contrast epic moody dark',
    filters:
      'colorbalance=rs=-0.1:bs=0.14:rh=0.14:bh=-0.12,eq=contrast=1.4:saturation=1.25:brightness=-0.05,unsharp=7:7:1.2,vignette=angle=0.75,format=yuv444p',
  },
  {
    words: 'better enhance vivid bright brighter colourful colorful improve sharp',
    filters:
      'vibrance=intensity=0.9,eq=contrast=1.18:brightness=0.05:saturation=1.35,unsharp=7:7:1.4,format=yuv444p',
  },
];

/** The filters for what the words ask; where they name nothing that is known, any, always the same for the same words. */
export function editStyle(instruction: string, model: string): string {
  const named = styles.find(({ words }) => mentions(instruction, words));
  return (named ?? seededRandom(`${model}: ${instruction}`).pick(styles)).filters;
}
