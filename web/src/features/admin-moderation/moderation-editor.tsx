import {
  type loadModeration,
  ModerationSettings,
  type PublishedModeration,
} from '@firemeter/functions/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field } from '../../components/field.tsx';
import { Switch } from '../../components/switch.tsx';
import { useAnnouncer } from '../../lib/announcer.tsx';
import { toCallError } from '../../lib/call-error.ts';
import { newRequestId } from '../../lib/new-request-id.ts';
import { useServices } from '../../lib/services.ts';
import { SecondStage } from './second-stage.tsx';
import { TryIt } from './try-it.tsx';
import { WordList } from './word-list.tsx';

interface ModerationEditorProps {
  /** Undefined: the defaults are in force. */
  published: PublishedModeration | undefined;
  tools: Awaited<ReturnType<typeof loadModeration>>;
  /** The text that is tried out. */
  trial: string;
  onTrialChange: (text: string) => void;
}

const MAX_CHANGES_SHOWN = 30;

export function ModerationEditor({ published, tools, trial, onTrialChange }: ModerationEditorProps) {
  const { client } = useServices();
  const announce = useAnnouncer();
  const inForce = published?.settings ?? tools.defaultModeration;
  const [draft, setDraft] = useState(inForce);
  const [reason, setReason] = useState('');
  const [requestId, setRequestId] = useState(newRequestId);
  const publish = useMutation({
    mutationFn: () =>
      client.call('updateModeration', {
        requestId,
        baseVersion: published?.version ?? 0,
        settings: draft,
        reason: reason.trim(),
      }),
    onSuccess: ({ version }) => announce(`Version ${version} is in force`),
  });
  const change = (settings: ModerationSettings) => {
    setDraft(settings);
    setRequestId(newRequestId());
    if (publish.isError) publish.reset();
  };
  const changes = tools.moderationChanges(inForce, draft);
  const fault = ModerationSettings.safeParse(draft).error?.issues[0];

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
      <section aria-label="Words" className="space-y-5 rounded-2xl border border-line bg-surface p-5 sm:p-6">
        {Object.entries(draft.categories).map(([name, category]) => {
          const set = (changed: Partial<typeof category>) =>
            change({ ...draft, categories: { ...draft.categories, [name]: { ...category, ...changed } } });
          return (
            <WordList
              key={name}
              label={category.label}
              entries={category.words}
              onChange={(words) => set({ words })}
              aside={
                <Switch
                  label={`${category.label} is refused`}
                  checked={category.enabled}
                  onChange={(enabled) => set({ enabled })}
                />
              }
            />
          );
        })}
        <WordList
          label="Allowed, though a word is in it"
          entries={draft.allowed}
          onChange={(allowed) => change({ ...draft, allowed })}
        />
        <SecondStage
          value={draft.secondStage}
          onChange={(secondStage) => change({ ...draft, secondStage })}
        />
      </section>
      <div className="space-y-5 lg:sticky lg:top-20">
        <TryIt text={trial} onChange={onTrialChange} settings={draft} createMatcher={tools.createMatcher} />
        <section aria-label="Publish" className="rounded-2xl border border-line bg-surface p-5">
          <h2 className="font-semibold text-ink">
            {changes.length === 0
              ? `Version ${published?.version ?? 0} is in force`
              : `${changes.length} changes`}
          </h2>
          <ul className="my-3 max-h-60 space-y-1 overflow-y-auto text-ink-2 text-xs">
            {changes.slice(0, MAX_CHANGES_SHOWN).map((text) => (
              <li key={text} className="break-words">
                {text}
              </li>
            ))}
          </ul>
          {changes.length > 0 && (
            <Field
              label="Reason"
              hint="Kept in the audit log."
              maxLength={300}
              value={reason}
              error={fault && `${fault.path.join(' · ')}: ${fault.message}`}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
          {publish.error && (
            <div className="mt-4">
              <ErrorNotice error={toCallError(publish.error)} />
            </div>
          )}
          <div className="mt-4 flex flex-wrap gap-2">
            <Button
              look="primary"
              busy={publish.isPending}
              disabled={changes.length === 0 || fault !== undefined || reason.trim() === ''}
              onClick={() => publish.mutate()}
            >
              Publish
            </Button>
            {changes.length > 0 && <Button onClick={() => change(inForce)}>Discard</Button>}
            {changes.length === 0 && published && (
              <Button onClick={() => change(published.previous ?? tools.defaultModeration)}>
                Undo version {published.version}
              </Button>
            )}
          </div>
        </section>
      </div>
    </div>
  );
}
