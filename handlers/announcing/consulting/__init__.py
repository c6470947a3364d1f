"""The conversations of a consultation: headquarters opens, weighs and decides; provinces give their viewpoint."""
