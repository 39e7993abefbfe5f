using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class ReplicationInfoTests
{
    [Fact]
    public void A_master_tells_its_offset_and_the_replicas_that_it_sees()
    {
        var node = Parse("""
            # Replication
            role:master
            connected_slaves:2
            min_slaves_good_slaves:2
            slave0:ip=127.0.0.1,port=6380,state=online,offset=392,lag=0
            slave1:ip=::1,port=6381,state=wait_bgsave,offset=0,lag=0
            master_failover_state:no-failover
            master_replid:b0d2
            master_repl_offset:406
            """);

        Assert.True(node.IsMaster);
        Assert.Null(node.Master);
        Assert.Equal(406, node.Offset);
        Assert.Equal(["127.0.0.1:6380", "::1:6381"], node.Replicas);
    }

    [Fact]
    public void A_replica_tells_its_master_its_link_and_what_it_has_applied()
    {
        var node = Parse("""
            role:slave
            master_host:127.0.0.1
            master_port:6379
            master_link_status:up
            slave_read_repl_offset:500
            slave_repl_offset:400
            master_repl_offset:500
            """);

        Assert.False(node.IsMaster);
        Assert.Equal("127.0.0.1:6379", node.Master);
        Assert.True(node.LinkUp);
        Assert.Equal(400, node.Offset);
    }

    [Theory]
    [InlineData("role:master\nmaster_repl_offset:406")]
    [InlineData("role:slave\nmaster_host:127.0.0.1\nmaster_port:6379\nmaster_link_status:up\nslave_repl_offset:400")]
    public void A_backup_that_copies_the_data_is_no_node(string role)
    {
        var node = Parse($"""
            {role}
            slave0:ip=127.0.0.1,port=6380,state=online,offset=392,lag=0
            slave1:ip=127.0.0.1,port=0,state=send_bulk,offset=0,lag=0
            """);

        Assert.Equal(["127.0.0.1:6380"], node.Replicas);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000", null)]
    [InlineData("8be5a1f0c02d4e6f8a9b0c1d2e3f405162738495", "8be5a1f0c02d4e6f8a9b0c1d2e3f405162738495")]
    public void A_promoted_node_tells_whose_history_it_shared(string former, string? expected)
    {
        var node = Parse($"""
            role:master
            master_replid:b0d2
            master_replid2:{former}
            master_repl_offset:406
            """);

        Assert.Equal(("b0d2", expected), (node.History, node.FormerHistory));
    }

    [Fact]
    public void A_replica_without_its_master_says_so()
    {
        var node = Parse("""
            role:slave
            master_host:127.0.0.1
            master_port:6379
            master_link_status:down
            slave_repl_offset:-1
            master_repl_offset:0
            """);

        Assert.False(node.LinkUp);
        Assert.Equal(-1, node.Offset);
    }

    private static NodeObservation Parse(string info) =>
        ReplicationInfo.Parse("127.0.0.1:6380", info.ReplaceLineEndings("\r\n"), TimeSpan.FromSeconds(7));
}
