"""The bytes of an event file with two values, by TensorBoard's own protocol buffers and record writer:
python event_file.py > event_file.hex"""
import io
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

out = io.BytesIO()
writer = RecordWriter(out)


def scalar(step, value):
    return Event(wall_time=1.5, step=step,
                 summary=Summary(value=[Summary.Value(tag="train.loss", simple_value=value)]))


for event in (Event(wall_time=1.5, file_version="brain.Event:2"), scalar(0, 4.75), scalar(300, 0.5)):
    writer.write(event.SerializeToString())
print(out.getvalue().hex())
