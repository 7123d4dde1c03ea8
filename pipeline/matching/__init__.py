"""Which reported figure answers which goal: names taken apart, compared word by word, proposed to a person.

    names → comparing → proposals

Pure: plain values in, plain values out. Nothing here decides; a person does (``pipeline.answering``).
"""
