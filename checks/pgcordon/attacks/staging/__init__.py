"""What attacks are made of: attempts, the stage they are set on, and their registry."""

from pgcordon.attacks.staging.attempt import Attempt
from pgcordon.attacks.staging.registry import Attack, all_attacks, attack
from pgcordon.attacks.staging.stage import Stage

__all__ = ["Attack", "Attempt", "Stage", "all_attacks", "attack"]
