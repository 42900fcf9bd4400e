import { type LucideIcon, Sparkles } from 'lucide-react';
import { type Kinds, useKinds, viewOf } from '../../lib/work/kinds.ts';

export function iconOfKind(kinds: Kinds, kind: string | undefined): LucideIcon {
  return viewOf(kinds, kind)?.icon ?? Sparkles;
}

export function OperationIcon({ kind, className }: { kind: string | undefined; className?: string }) {
  const Icon = iconOfKind(useKinds(), kind);
  return <Icon aria-hidden="true" className={className ?? 'size-4'} />;
}
