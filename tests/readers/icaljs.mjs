// Reads a calendar from standard input with ical.js and tells what it understood, as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const instant = (time) => (time ? time.toJSDate().toISOString() : null);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const entries = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    summary: event.summary,
    start: instant(event.startDate),
    end: instant(event.endDate),
    stamp: instant(component.getFirstPropertyValue("dtstamp")),
    organizer: event.organizer,
    attendees: event.attendees.map((one) => one.getFirstValue()),
    conference: component.getFirstPropertyValue("conference"),
  };
});
console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), entries }));
