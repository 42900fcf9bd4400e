import { t } from '@lingui/core/macro';
import type { SourceKind } from '../../../lib/work/kinds.ts';

interface SourceWords {
  choose: string;
  another: string;
  none: string;
  /** All of a person's. */
  all: string;
  bringIn: string;
  /** The file that was brought in is of another kind. */
  wrong: string;
}

export const sourceWords: Record<SourceKind, SourceWords> = {
  image: {
    choose: t`Choose a picture`,
    another: t`Another picture`,
    none: t`No picture yet`,
    all: t`Your pictures`,
    bringIn: t`Upload a picture`,
    wrong: t`This file is not a picture.`,
  },
  audio: {
    choose: t`Choose a recording`,
    another: t`Another recording`,
    none: t`No recording yet`,
    all: t`Your recordings`,
    bringIn: t`Upload a recording`,
    wrong: t`This file is not a recording.`,
  },
  video: {
    choose: t`Choose a video`,
    another: t`Another video`,
    none: t`No video yet`,
    all: t`Your videos`,
    bringIn: t`Upload a video`,
    wrong: t`This file is not a video.`,
  },
};
