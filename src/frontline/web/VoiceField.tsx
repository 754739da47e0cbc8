import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { FILE_BYTES, VOICE_SECONDS } from '../media.ts';
import { canRecord, type Recording, record, secondsOf } from './record-voice.ts';

/** Speaking instead of typing: recorded here, or a file of the phone's own recorder. */
export function VoiceField({ voice, onChange }: { voice: Blob | null; onChange: (voice: Blob | null) => void }) {
  const t = useWords('frontline');
  const input = useRef<HTMLInputElement>(null);
  const [recording, setRecording] = useState<Recording | null>(null);
  const [recorder, setRecorder] = useState(canRecord);
  const [problem, setProblem] = useState('');
  const seconds = useSeconds(recording !== null);
  const running = useRef<Recording | null>(null);
  running.current = recording;
  useEffect(() => () => running.current?.stop(), []);

  const begin = async (): Promise<void> => {
    setProblem('');
    try {
      setRecording(
        await record((made) => {
          setRecording(null);
          if (made.size > 0) onChange(made);
        }),
      );
    } catch {
      // no microphone, or not allowed to use it: a file still can be chosen
      setRecorder(false);
      setProblem(t('report.noMicrophone'));
    }
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    const address = URL.createObjectURL(file);
    const length = await secondsOf(address);
    URL.revokeObjectURL(address);
    const fits = file.size <= FILE_BYTES && (length ?? 0) <= VOICE_SECONDS + 1;
    setProblem(fits ? '' : t('report.voiceTooLong'));
    if (fits) onChange(file);
  };

  if (voice)
    return (
      <div className="report-media report-voice">
        <Player voice={voice} name={t('report.voice')} />
        <button type="button" className="report-button" onClick={() => onChange(null)}>
          {t('report.dropVoice')}
        </button>
      </div>
    );
  return (
    <div className="report-media">
      {recording ? (
        <button type="button" className="report-button" data-recording onClick={() => recording.stop()}>
          {t('report.stopVoice', { seconds, max: VOICE_SECONDS })}
        </button>
      ) : (
        <>
          <input ref={input} type="file" accept="audio/*" hidden onChange={(event) => void choose(event)} />
          <button
            type="button"
            className="report-button"
            onClick={() => (recorder ? void begin() : input.current?.click())}
          >
            {recorder ? t('report.recordVoice') : t('report.chooseVoice')}
          </button>
        </>
      )}
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Player({ voice, name }: { voice: Blob; name: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(voice);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [voice]);
  // biome-ignore lint/a11y/useMediaCaption: a note just spoken has no captions
  return <audio controls src={address} aria-label={name} />;
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!running) return undefined;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return seconds;
}
