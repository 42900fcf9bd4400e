import type { OperationKind } from '@firemeter/functions/contract';
import {
  BookOpen,
  Captions,
  Clapperboard,
  ImageIcon,
  type LucideIcon,
  MessageSquareText,
  Mic,
  Music,
  Paintbrush,
  Sparkles,
  Upload,
  Video,
  WandSparkles,
} from 'lucide-react';

const icons: Record<OperationKind, LucideIcon> = {
  image: ImageIcon,
  edit: Paintbrush,
  video: Video,
  voice: Mic,
  chat: MessageSquareText,
  story: BookOpen,
  narration: Mic,
  music: Music,
  captions: Captions,
  render: Clapperboard,
  polish: WandSparkles,
  upload: Upload,
};

export function iconOfKind(kind: OperationKind | undefined): LucideIcon {
  return kind ? icons[kind] : Sparkles;
}

export function OperationIcon({ kind, className }: { kind: OperationKind | undefined; className?: string }) {
  const Icon = iconOfKind(kind);
  return <Icon aria-hidden="true" className={className ?? 'size-4'} />;
}
