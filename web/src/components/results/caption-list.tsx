import type { OutputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import { textUrl } from '../../lib/files/text-url.ts';
import { readCues } from '../../lib/files/web-vtt.ts';
import { playTimeText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { DownloadLink } from '../ui/download-link.tsx';

/** Every line of the captions, with the time at which it is spoken. */
export function CaptionList({ output, title }: { output: OutputOf<'captions'>; title: string }) {
  const cues = useMemo(() => readCues(output.text), [output.text]);
  return (
    <section aria-label={t`Captions: ${isolated(title)}`} className="rounded-xl border border-line bg-sunken">
      <header className="flex items-center justify-between gap-3 py-1.5 pe-1.5 ps-3.5">
        <p className="nums text-ink-2 text-xs">
          <Trans>
            <Plural value={cues.length} one="# line" other="# lines" /> · WebVTT
          </Trans>
        </p>
        <DownloadLink href={textUrl(output.text, 'text/vtt')} title={title} mediaType="text/vtt" />
      </header>
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-64 divide-y divide-line overflow-y-auto border-line border-t"
      >
        {cues.map(({ startMs, endMs, text }) => (
          <li key={`${startMs} ${endMs}`} className="flex gap-3 px-3.5 py-2 text-[0.8125rem]">
            <span className="nums shrink-0 text-ink-3">{playTimeText(startMs)}</span>
            <span className="min-w-0 break-words">{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
