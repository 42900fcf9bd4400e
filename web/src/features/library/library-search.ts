import { t } from '@lingui/core/macro';
import { AudioLines, ImageIcon, type LucideIcon, MessageSquareText, Video } from 'lucide-react';
import { z } from 'zod';
import { urlText } from '../../lib/page/url-state.ts';

export const libraryKinds = ['images', 'videos', 'voices', 'chats'] as const;
export type LibraryKind = (typeof libraryKinds)[number];

/** The library's state in its address. */
export const librarySearch = z.object({
  kind: z.enum(libraryKinds).catch('images'),
  /** In the prompt or the model. */
  text: urlText,
  /** Only favorites. */
  favorites: z.boolean().catch(false),
  /** The request that is open. */
  open: urlText,
});

interface KindPage {
  readonly label: string;
  readonly icon: LucideIcon;
  /** The kinds of work whose results it shows. */
  readonly shows: readonly string[];
  readonly shape: 'tiles' | 'wide' | 'list';
  readonly empty: string;
}

export const kindPages: Record<LibraryKind, KindPage> = {
  images: {
    label: t`Images`,
    icon: ImageIcon,
    shows: ['image', 'edit', 'upscale'],
    shape: 'tiles',
    empty: t`No images yet`,
  },
  videos: {
    label: t`Videos`,
    icon: Video,
    shows: ['video', 'polish', 'render'],
    shape: 'wide',
    empty: t`No videos yet`,
  },
  voices: {
    label: t`Voices`,
    icon: AudioLines,
    shows: ['voice', 'narration', 'music'],
    shape: 'list',
    empty: t`No recordings yet`,
  },
  chats: {
    label: t`Chats`,
    icon: MessageSquareText,
    shows: ['chat', 'story', 'captions'],
    shape: 'list',
    empty: t`No chats yet`,
  },
};
