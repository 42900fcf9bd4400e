import type { OutputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { ImageIcon } from 'lucide-react';

/** A story, scene by scene, each with the picture it asks for. */
export function StoryView({ output }: { output: OutputOf<'story'> }) {
  return (
    <article className="rounded-xl border border-line bg-sunken p-4">
      <h3 className="font-semibold text-base">{output.title}</h3>
      <ol className="mt-3 space-y-4">
        {output.scenes.map(({ text, imagePrompt }, index) => (
          <li key={text} className="flex gap-3">
            <span
              aria-hidden="true"
              className="nums grid size-6 shrink-0 place-items-center rounded-full bg-ember-soft font-semibold text-ember-text text-xs"
            >
              {index + 1}
            </span>
            <div className="min-w-0 space-y-1">
              <p className="break-words text-[0.9375rem] leading-relaxed">{text}</p>
              <p className="flex gap-1.5 break-words text-ink-3 text-xs">
                <ImageIcon aria-label={t`Picture:`} className="mt-px size-3.5 shrink-0" />
                {imagePrompt}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </article>
  );
}
