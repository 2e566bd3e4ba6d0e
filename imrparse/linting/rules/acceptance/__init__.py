"""What was accepted: acceptances that nothing needs, that give no reason, or that name no rule."""
