//! The people of these tests at the screens: what each of them sees and presses.
