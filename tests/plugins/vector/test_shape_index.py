"""Shapes found by their place are those that a look at each of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chapbook.plugins.vector.geometry import Box
from chapbook.plugins.vector.measured import Shape
from chapbook.plugins.vector.shape_index import ShapeIndex

at, long = st.floats(-300, 900), st.floats(0, 700)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), at, at, long, long)


@given(st.lists(boxes, max_size=30), boxes)
def test_every_shape_that_meets_a_box_is_near_it_in_the_order_of_painting(
    painted: list[Box], sought: Box
) -> None:
    shapes = tuple(Shape((), box, True, True, 0.0, order) for order, box in enumerate(painted))
    near = ShapeIndex.of(shapes, 600, 400).near(sought)
    meeting = [shape for shape in shapes if shape.box.meets(sought)]
    assert [shape for shape in near if shape.box.meets(sought)] == meeting
    assert [shape.order for shape in near] == sorted({shape.order for shape in near})


def test_shapes_far_away_are_not_near() -> None:
    shapes = tuple(Shape((), Box(x, 10, x + 5, 15), True, True, 0.0, x) for x in range(0, 600, 10))
    assert len(ShapeIndex.of(shapes, 600, 400).near(Box(0, 0, 8, 20))) < 5
