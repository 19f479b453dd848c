# Runs a command to which the kernel refuses one thing: to become the one whose children orphans become (prctl(2),
# PR_SET_CHILD_SUBREAPER), as a strict sandbox may. By a filter of system calls, seccomp(2), which the command and all
# that it starts keep.
#   perl without-subreaper.pl COMMAND...
use strict;
use warnings;
use POSIX ();

my %number_of_prctl = ( x86_64 => 157, aarch64 => 167 );
my $prctl = $number_of_prctl{ ( POSIX::uname() )[4] } // die "a machine of another kind\n";
my ( $set_seccomp, $filter_mode, $set_no_new_privs, $set_child_subreaper ) = ( 22, 2, 38, 36 );

# A sock_filter each: code, jump if true, jump if false, value.
my @filter = (
    [ 0x20, 0, 0, 0 ],                       # load the number of the call
    [ 0x15, 0, 3, $prctl ],                  # none of prctl: allow
    [ 0x20, 0, 0, 16 ],                      # load its first argument
    [ 0x15, 0, 1, $set_child_subreaper ],    # another: allow
    [ 0x06, 0, 0, 0x00050001 ],              # EPERM
    [ 0x06, 0, 0, 0x7fff0000 ],              # allow
);
my $program = join '', map { pack 'SCCL', @$_ } @filter;
my $described = pack 'S x![P] P', scalar @filter, $program;

syscall( $prctl, $set_no_new_privs, 1, 0, 0, 0 ) == 0 or die "no_new_privs: $!\n";
syscall( $prctl, $set_seccomp, $filter_mode, $described, 0, 0 ) == 0 or die "seccomp: $!\n";
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
