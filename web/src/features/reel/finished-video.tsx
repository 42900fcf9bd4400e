import { activityIdOf, type Reel } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { VideoPlayer } from '../../components/results/video-player.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { useFileUrl } from '../../lib/files/use-file-url.ts';
import { useResult } from '../../lib/work/use-result.ts';

const nothing = { where: 'here', base64: '' } as const;

/** The video, as far as it is: polished, else as it was rendered; with captions, and the first picture before it plays. */
export function FinishedVideo({ reel }: { reel: Reel }) {
  const made = (name: string) => {
    const step = reel.steps.find((one) => one.name === name);
    return step?.status === 'completed' ? step.requestId : null;
  };
  const video = useMade(made('polish') ?? made('render'));
  const captions = useMade(made('captions'));
  const picture = useMade(made('image-1'));
  const first = picture.output?.kind === 'image' ? picture.output : null;
  const poster = useFileUrl({
    requestId: picture.requestId ?? '',
    mediaType: first?.mediaType ?? '',
    file: first?.file ?? nothing,
  });
  if (video.requestId === null) return null;
  if (video.output?.kind !== 'video')
    return (
      <Unread status={video.isError ? 'error' : 'live'}>
        <Skeleton className="aspect-video rounded-2xl" />
      </Unread>
    );
  return (
    <section aria-label={t`Video`} className="rounded-2xl border border-line bg-surface p-3">
      <VideoPlayer
        output={video.output}
        requestId={video.requestId}
        title={reel.title ?? reel.wish.prompt}
        captions={captions.output?.kind === 'captions' ? captions.output.text : undefined}
        poster={first ? poster.url : undefined}
      />
    </section>
  );
}

function useMade(requestId: string | null) {
  const accountId = useAccountId();
  const { data, isError } = useResult({
    activityId: activityIdOf({ accountId, requestId: requestId ?? '' }),
    wanted: requestId !== null,
  });
  return { requestId, output: data, isError };
}
