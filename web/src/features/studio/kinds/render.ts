import { t } from '@lingui/core/macro';
import { Clapperboard } from 'lucide-react';
import type { StudioKind } from './studio-kind.ts';

/** Made by reels. */
export const render: StudioKind<'render'> = {
  icon: Clapperboard,
  sample: null,
  many: null,
  usual: { quantity: { images: 5 }, words: t`5 pictures` },
  makes: ['video'],
  isOnlyInReels: true,
  Form: null,
};
