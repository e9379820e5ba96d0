"""Works on films and sound: measured, encoded piece by piece, joined, a still picture."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, cast

import av
from av import AudioStream, Packet, VideoFrame, VideoStream
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.stream import Stream
from av.video.frame import PictureType

from webinars.recordings.encoding.works.parts import Refused, write_picture

TICKS = 90_000
"""Time stamps a second, as MPEG counts."""

ONLY_FILES = {"protocol_whitelist": "file"}
"""A film names no other place from which to read."""

POSTER_WIDTH = 640

POSTER_QUALITY = "5"


def probe(source: str, form: str) -> dict[str, Any]:
    """Return what the file holds; see `rules.Source`."""
    with av.open(source, format=form, options=ONLY_FILES) as file:
        film, sound = _first(file.streams.video), _first(file.streams.audio)
        if film is None and sound is None:
            raise Refused("nothing")
        return {
            "seconds": (file.duration or 0) / av.time_base,
            "width": film.width if film else 0,
            "height": film.height if film else 0,
            "has_sound": sound is not None,
            "rate": file.bit_rate or 0,
        }


def piece(  # noqa: PLR0917
    source: str, form: str, target: str, start: float, end: float, height: int, rate: int,
    frames: int, key: int,
) -> dict[str, Any]:  # fmt: skip
    """Encode the pictures from `start` until before `end`, without sound; stamps stay absolute."""
    count = 0
    with av.open(source, format=form, options=ONLY_FILES) as file:
        stream = _first(file.streams.video)
        if stream is None:
            raise Refused("nothing")
        stream.thread_type = "AUTO"
        width, height = _size(stream.width, stream.height, height)
        with av.open(target, "w", format="matroska") as out:
            encoder = _encoder(out, width, height, rate, frames, key)
            whole = start
            for frame in _between(file, stream, start, end, 1 / frames):
                made = frame.reformat(width=width, height=height, format="yuv420p")
                made.pts, made.time_base = round(frame.time * TICKS), Fraction(1, TICKS)
                alone = frame.time >= whole
                made.pict_type = PictureType.I if alone else PictureType.NONE
                whole += key if alone else 0
                out.mux(encoder.encode(made))
                count += 1
            out.mux(encoder.encode())
    return {"frames": count}


def sound(  # noqa: PLR0917
    source: str, form: str, target: str, container: str, codec: str, rate: int, hertz: int
) -> dict[str, Any]:
    """Encode the sound alone, in one channel, from the first to the last second."""
    with (
        av.open(source, format=form, options=ONLY_FILES) as file,
        av.open(target, "w", format=container) as out,
    ):
        stream = _first(file.streams.audio)
        if stream is None:
            raise Refused("nothing")
        encoder = cast("AudioStream", out.add_stream(codec, rate=hertz))
        encoder.layout, encoder.bit_rate = "mono", rate
        out.start_encoding()
        resampler = AudioResampler(
            format=encoder.format.name, layout="mono", rate=hertz, frame_size=encoder.frame_size
        )
        for frame in _decoded(file, stream):
            for part in resampler.resample(frame):
                out.mux(encoder.encode(part))
        for part in resampler.resample(None):
            out.mux(encoder.encode(part))
        out.mux(encoder.encode())
    return {}


def join(parts: list[str], heard: str, target: str) -> dict[str, Any]:
    """Put pieces and sound into one MP4 whose index stands at the front. Nothing is encoded."""
    with av.open(target, "w", format="mp4", options={"movflags": "+faststart"}) as out:
        with av.open(parts[0]) as first:
            film = out.add_stream_from_template(first.streams.video[0])
        tone: Stream = film
        if heard:
            with av.open(heard) as file:
                tone = out.add_stream_from_template(file.streams.audio[0])
        sounds = _packets([heard]) if heard else iter(())
        waiting = next(sounds, None)
        for packet in _packets(parts):
            while waiting is not None and _moment(waiting) <= _moment(packet):
                waiting = _muxed(out, tone, waiting, sounds)
            packet.stream = film
            out.mux(packet)
        while waiting is not None:
            waiting = _muxed(out, tone, waiting, sounds)
    with av.open(target) as made:
        return {"seconds": (made.duration or 0) / av.time_base}


def poster(source: str, form: str, target: str) -> dict[str, Any]:
    """Keep one picture from a tenth of the way, where a film has begun."""
    with av.open(source, format=form, options=ONLY_FILES) as file:
        stream = _first(file.streams.video)
        if stream is None:
            raise Refused("nothing")
        start = (file.duration or 0) / av.time_base / 10
        frame = next(_between(file, stream, start, float("inf"), 0), None)
        if frame is None:
            raise Refused("empty")
        width = min(POSTER_WIDTH, frame.width)
        height = max(2, round(frame.height * width / frame.width) // 2 * 2)
        still = frame.reformat(width=width // 2 * 2, height=height, format="yuvj420p")
        write_picture(still, Path(target), quality=POSTER_QUALITY)
    return {}


def _encoder(  # noqa: PLR0917
    out: OutputContainer, width: int, height: int, rate: int, frames: int, key: int
) -> VideoStream:
    """Return an encoder of H.264 whose pieces fit together, for old telephones too."""
    encoder = out.add_stream("libx264", rate=frames)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.bit_rate, encoder.gop_size = rate, frames * key
    encoder.codec_context.time_base = Fraction(1, TICKS)
    encoder.options = {
        "preset": "veryfast",
        "profile": "main",
        "bf": "0",
        "maxrate": str(rate * 3 // 2),
        "bufsize": str(rate * 3),
        "x264-params": f"stitchable=1:keyint={frames * key}:min-keyint=1:force-cfr=0",
    }
    return encoder


def _between(
    file: InputContainer, stream: VideoStream, start: float, end: float, apart: float
) -> Iterator[VideoFrame]:
    """Yield the pictures that are shown from `start` until before `end`, so far apart at least."""
    if start > 0:
        file.seek(int(start * av.time_base), backward=True)
    last = float("-inf")
    for frame in _decoded(file, stream):
        if frame.time is None or frame.time < start:
            continue
        if frame.time >= end:
            return
        if frame.time >= last + apart * 0.9:
            last = frame.time
            yield frame


def _decoded(file: InputContainer, stream: Stream) -> Iterator[Any]:
    """Yield what can be decoded: a damaged packet in the middle costs its own moment."""
    for packet in file.demux(stream):
        try:
            yield from packet.decode()
        except FFmpegError:
            continue


def _packets(paths: list[str]) -> Iterator["Packet[Stream]"]:
    for path in paths:
        with av.open(path) as file:
            for packet in file.demux(file.streams[0]):
                if packet.dts is not None:
                    yield packet


def _moment(packet: "Packet[Stream]") -> float:
    return float((packet.dts or 0) * packet.time_base)


def _muxed(
    out: OutputContainer,
    stream: Stream,
    packet: "Packet[Stream]",
    following: Iterator["Packet[Stream]"],
) -> "Packet[Stream] | None":
    packet.stream = stream
    out.mux(packet)
    return next(following, None)


def _size(width: int, height: int, wanted: int) -> tuple[int, int]:
    """Return an even width and height of the same shape, no taller than `wanted`."""
    tall = min(height, wanted) // 2 * 2
    return max(2, round(width * tall / height / 2) * 2), max(2, tall)


S = TypeVar("S", bound=Stream)


def _first(streams: Sequence[S]) -> S | None:
    return streams[0] if streams else None
