# A connector that tells made-up events, as many and as fast as its settings say, and writes down how
# long after its write it read each ack. Its one action writes down how old its input is.
use strict;
use warnings;
use Time::HiRes qw(time);

my $hello = '{"type":"hello","protocol":1,"name":"bench-child","version":"0.1.0",'
    . '"operations":["auth-ok","act","subscribe"],"capabilities":["nack","ack-through"]}';

sub read_line {
    my ($line, $byte) = ('', '');
    while (sysread(STDIN, $byte, 1)) {
        return $line if $byte eq "\n";
        $line .= $byte;
    }
    return $line;
}

sub say_line { syswrite(STDOUT, "$_[0]\n") }

sub number { $_[0] =~ /"$_[1]":"?([0-9.]+)/ ? $1 : 0 }

sub text { $_[0] =~ /"$_[1]":"([^"]*)"/ ? $1 : '' }

sub act {
    my $request = read_line();
    my $age = time() - number($request, 'text');
    open(my $log, '>>', text($request, 'log')) or exit 75;
    print $log "$age\n";
    close($log);
    say_line('{"success":true,"summary":"noted","output":{}}');
}

# The message begins with the time, so that whoever gets it knows how old it is.
sub event {
    my ($number, $size) = @_;
    my $head = sprintf('{"type":"event","id":"e-%d","cursor":"c-%d","kind":"message","payload":', $number, $number);
    my $payload = sprintf('{"thread":"pond-3","message":"%.6f %s"}', time(), 'x' x ($size > 60 ? $size - 60 : 0));
    return "$head$payload}\n";
}

sub write_down {
    my ($log, $first, $last, $ages) = @_;
    return unless $log;
    open(my $file, '>', "$log.part") or exit 75;
    printf $file "%.6f %.6f\n", $first, $last;
    printf $file "%.6f\n", $_ for @$ages;
    close($file);
    rename("$log.part", $log);
}

sub subscribe {
    my $request = read_line();
    my ($count, $rate, $size) = map { number($request, $_) } qw(count rate size);
    my ($log, $signal) = map { text($request, $_) } qw(log signal);
    say_line($hello);
    binmode(STDOUT);
    my ($told, $acked, $out, $in, $rounds) = (0, 0, '', '', 0);
    my ($from, $goal) = (0, $signal ? 0 : $count);
    my $written = !$goal;
    my (@at, @ages);
    my $began = time();
    my $spoke = $began;
    while (1) {
        my $now = time();
        # Each looks in its own rhythm, so that those of one round do not tell in the same moment.
        if ($signal && $written && (-s $signal || 0) > $rounds) {
            ($from, $goal, $began, $written, @ages) = ($told, $told + $count, $now, 0);
            $rounds++;
        }
        my $due = $rate ? $from + int(($now - $began) * $rate) + 1 : $goal;
        while ($told < $goal && $told < $due && length($out) < 65536) {
            $at[$told] = time();
            $out .= event($told, $size);
            $told++;
        }
        if ($now - $spoke > 15) {
            $out .= '{"type":"health","status":"ok","caught_up":true}' . "\n";
            $spoke = $now;
        }
        my $wait = $written ? ($signal ? 0.2 : 10)
            : $rate && $told < $goal ? $began + ($told - $from) / $rate - time() : 1;
        $wait = 0 if $wait < 0;
        my ($read, $write) = ('', '');
        vec($read, fileno(STDIN), 1) = 1;
        vec($write, fileno(STDOUT), 1) = 1 if length($out);
        select($read, $write, undef, $wait);
        # A pipe that can be written to takes 4 KiB without waiting.
        if (length($out) && vec($write, fileno(STDOUT), 1)) {
            my $sent = syswrite(STDOUT, $out, 4096);
            exit 0 unless defined $sent;
            substr($out, 0, $sent, '');
        }
        next unless vec($read, fileno(STDIN), 1);
        exit 0 unless sysread(STDIN, $in, 65536, length($in));
        my $heard = time();
        while ($in =~ s/^([^\n]*)\n//) {
            my $line = $1;
            next unless $line =~ /"op":"ack"/ && $line =~ /"event_id":"e-([0-9]+)"/;
            my $to = $1;
            for my $each ($line =~ /"through":true/ ? $acked : $to) {
                for my $number ($each .. $to) {
                    push @ages, $heard - $at[$number];
                    $acked++;
                }
            }
        }
        if (!$written && $acked >= $goal) {
            write_down($log, $at[$from], $heard, \@ages);
            $written = 1;
        }
    }
}

my $operation = $ARGV[0] // '';
if ($operation eq 'hello') { say_line($hello) }
elsif ($operation eq 'auth-ok') { read_line(); say_line('true') }
elsif ($operation eq 'act') { act() }
elsif ($operation eq 'subscribe') { subscribe() }
else { exit 64 }
