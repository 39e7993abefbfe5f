using System.Net.Sockets;
using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class TransientFailureTests
{
    [Theory]
    [InlineData("NOSCRIPT No matching script. Please use EVAL.")]
    [InlineData("READONLY You can't write against a read only replica.")]
    [InlineData("LOADING Redis is loading the dataset in memory")]
    [InlineData("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.")]
    [InlineData("NOREPLICAS Not enough good replicas to write.")]
    [InlineData("UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)")]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.")]
    [InlineData("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.")]
    [InlineData("BUSY Redis is busy running a script.")]
    [InlineData("NOAUTH Authentication required.")]
    public void A_state_of_the_server_is_tried_again(string message) => Assert.True(TransientFailure.IsServerState(message));

    [Theory]
    [InlineData("ERR user_script:3: attempt to index a nil value script: 5f, on @user_script:3.")]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("NOPERM this user has no permissions to run the 'config' command")]
    public void A_defect_in_a_script_is_not(string message) => Assert.False(TransientFailure.IsServerState(message));

    [Fact]
    public void What_a_lost_connection_or_a_silent_node_throws_is_tried_again()
    {
        Assert.True(TransientFailure.Is(new TimeoutException()));
        Assert.True(TransientFailure.Is(new TaskCanceledException()));
        Assert.True(TransientFailure.Is(new SocketException()));
    }

    [Fact]
    public void A_defect_of_the_caller_is_not()
    {
        Assert.False(TransientFailure.Is(new FormatException()));
        Assert.False(TransientFailure.Is(new InvalidCastException()));
    }
}
