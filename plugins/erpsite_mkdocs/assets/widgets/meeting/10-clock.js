// The clock of meeting mode: when sessions really run, and when the rest of the day will end.
// Times are milliseconds since the epoch; the agenda's are minutes after midnight of the meeting day.
(() => {
  const MINUTE = 60000;

  // Midnight of a day given as YYYY-MM-DD, in the browser's own time zone.
  function midnight(day) {
    const [year, month, date] = day.split("-").map(Number);
    return new Date(year, month - 1, date).getTime();
  }

  // The day on which the agenda's clock runs: the meeting day, or the day of the first session that was begun.
  function dayOf(data, state) {
    const begun = data.sessions.map((session) => state.sessions[session.id]?.start).filter(Boolean);
    if (!begun.length) return midnight(data.date);
    const first = new Date(Math.min(...begun));
    return new Date(first.getFullYear(), first.getMonth(), first.getDate()).getTime();
  }

  // Where each session stands: planned and expected start and end, and how much later than planned.
  // A session lasts as long as planned; one that runs over pushes the rest. With `keepBreaks` the free time
  // before a session stays as long as planned; without, it takes up what was overrun.
  function schedule(data, state, now) {
    const base = dayOf(data, state);
    let before = null;
    return data.sessions.map((session, index) => {
      const held = state.sessions[session.id] || {};
      const planned = { start: base + session.start * MINUTE, end: base + session.end * MINUTE };
      const length = planned.end - planned.start;
      let start = held.start;
      if (!start) {
        start = planned.start;
        if (before) {
          const gap = Math.max(planned.start - before.planned.end, 0);
          start = Math.max(start, before.end + (state.keepBreaks ? gap : 0));
        }
      }
      const running = Boolean(held.start && !held.end);
      let end = held.end || start + length;
      const over = running ? Math.max(now - end, 0) : 0;
      if (running) end = Math.max(end, now);
      const slot = { session, index, planned, start, end, running, over, done: Boolean(held.end), shift: start - planned.start };
      before = slot;
      return slot;
    });
  }

  // What is left of a running session, negative once it runs over.
  function left(slot, now) {
    return slot.start + (slot.planned.end - slot.planned.start) - now;
  }

  // The seconds a speaker has used.
  function spoken(speaker, now) {
    return (speaker.spent + (speaker.since ? now - speaker.since : 0)) / 1000;
  }

  function hours(time) {
    const at = new Date(time);
    return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  }

  // A span as minutes and seconds, with a sign where it is negative.
  function span(milliseconds) {
    const seconds = Math.round(Math.abs(milliseconds) / 1000);
    const sign = milliseconds < 0 && seconds ? "−" : "";
    const minutes = Math.floor(seconds / 60);
    const clock = minutes >= 60
      ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`
      : String(minutes);
    return `${sign}${clock}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function isoDay(time) {
    const at = new Date(time);
    const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
    return parts.map((part, index) => String(part).padStart(index ? 2 : 4, "0")).join("-");
  }

  window.erpsiteMeetingClock = { MINUTE, midnight, dayOf, schedule, left, spoken, hours, span, isoDay };
})();
