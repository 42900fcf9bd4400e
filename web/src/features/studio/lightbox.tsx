import { Download, RotateCcw, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Button, buttonClass } from '../../components/button.tsx';
import { CreditFlowAmounts } from '../../components/credit-amount.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { focusItself } from '../../components/focus-itself.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { imageUrl } from '../../components/result-view.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { dateTimeText, durationText } from '../../lib/format.ts';
import { useResult } from '../../lib/use-result.ts';
import { pieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';

interface LightboxProps {
  piece: Piece;
  modelLabel: string;
  onClose: () => void;
  onPrompt: (prompt: string) => void;
}

/** A picture large, with everything known about it. */
export function Lightbox({ piece, modelLabel, onClose, onPrompt }: LightboxProps) {
  const state = pieceState(piece);
  const known = state.kind === 'done' ? state.output : undefined;
  const stored = useResult({ activityId: piece.activityId, wanted: known === undefined });
  const output = known ?? stored.data;
  const { activity } = piece;
  const tookMs = activity?.endedAt ? activity.endedAt - activity.createdAt : null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim backdrop-blur-md" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          className="fixed inset-3 z-50 m-auto flex h-fit max-h-[calc(100dvh-1.5rem)] max-w-6xl animate-pop flex-col overflow-y-auto rounded-2xl border border-line-strong bg-surface shadow-float outline-none lg:flex-row"
        >
          <div className="grid min-h-64 flex-1 place-items-center bg-sunken">
            {output?.kind === 'image' ? (
              <img src={imageUrl(output)} alt={output.alt} className="max-h-[88dvh] w-full object-contain" />
            ) : (
              <Skeleton className="aspect-square w-full rounded-none" />
            )}
          </div>
          <div className="flex w-full shrink-0 flex-col gap-5 p-6 lg:w-80">
            <div className="flex items-start justify-between gap-3">
              <Dialog.Title className="break-words font-semibold leading-snug">{piece.prompt}</Dialog.Title>
              <Dialog.Close asChild>
                <IconButton icon={X} label="Close" className="-mt-1.5 -mr-2" />
              </Dialog.Close>
            </div>
            {'flow' in state && <CreditFlowAmounts flow={state.flow} />}
            <FactList
              facts={[
                { label: 'Model', value: modelLabel },
                { label: 'Made', value: dateTimeText(piece.startedAtMs) },
                ...(tookMs === null ? [] : [{ label: 'Time taken', value: durationText(tookMs) }]),
              ]}
            />
            <div className="mt-auto flex flex-wrap gap-2">
              {output?.kind === 'image' && (
                <a
                  href={imageUrl(output)}
                  download={fileName(piece.prompt, output.mediaType)}
                  className={buttonClass({ look: 'primary' })}
                >
                  <Download aria-hidden="true" className="size-4" /> Download
                </a>
              )}
              <Button
                onClick={() => {
                  onClose();
                  onPrompt(piece.prompt);
                }}
              >
                <RotateCcw aria-hidden="true" className="size-4" /> Use prompt
              </Button>
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function fileName(prompt: string, mediaType: string): string {
  const name = prompt
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48);
  const ending = mediaType.slice('image/'.length).replace(/\+.*/, '');
  return `${name || 'picture'}.${ending}`;
}
