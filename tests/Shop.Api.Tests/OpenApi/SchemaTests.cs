using System.ComponentModel;
using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Shop.Api.Http;
using Shop.Api.Http.Json;
using Shop.Api.OpenApi;
using Shop.Api.Tests.Http;

namespace Shop.Api.Tests.OpenApi;

/// <summary>What becomes of contracts and their rules.</summary>
public sealed class SchemaTests
{
    private readonly ServiceProvider _services = new ServiceCollection().AddShopJson().AddJson(EchoJson.Default)
        .AddSingleton<IValidator<EchoRequest>, EchoValidator>().BuildServiceProvider();

    [Fact]
    public void Rules_of_a_list_a_map_and_their_elements_are_in_the_schema()
    {
        var echo = Schema(isPatch: false);

        Assert.Equal("""["name"]""", echo["required"]!.ToJsonString());
        Assert.Equal((3, true), ((int)echo["properties"]!["tags"]!["maxItems"]!, (bool)echo["properties"]!["tags"]!["uniqueItems"]!));
        Assert.Equal("^[a-z]{1,8}$", (string?)echo["properties"]!["tags"]!["items"]!["pattern"]);
        Assert.Equal("^[a-z/~]+$", (string?)echo["properties"]!["attributes"]!["propertyNames"]!["pattern"]);
        Assert.Equal(5, (int)echo["properties"]!["attributes"]!["additionalProperties"]!["maxLength"]!);
        Assert.Equal("""["small","large",null]""", echo["properties"]!["kind"]!["enum"]!.ToJsonString());
        Assert.Equal("date", (string?)echo["properties"]!["madeOn"]!["format"]);
    }

    [Fact]
    public void A_patch_requires_nothing_and_clears_only_what_may_be_absent()
    {
        var echo = Schema(isPatch: true);

        Assert.Null(echo["required"]);
        Assert.Equal("string", (string?)echo["properties"]!["name"]!["type"]);
        Assert.Contains("null", echo["properties"]!["text"]!["type"]!.AsArray().Select(type => (string?)type));
    }

    [Fact]
    public void A_query_is_a_parameter_for_each_property_with_its_rules()
    {
        var parameters = QueryParameter.Of(new EchoQueryParameters()).ToList();

        Assert.Equal([("colour", "Whose colour it is.", "string"), ("minPrice", null, "integer"), ("inStock", null, "boolean")],
            parameters.Select(parameter => (parameter.Name, parameter.Description, parameter.Type)));
        Assert.Equal(["red", "blue"], parameters[0].Limits.Single().Values!);
        Assert.Equal(0, parameters[1].Limits[0].Min);
    }

    private JsonNode Schema(bool isPatch)
    {
        var document = new OpenApiDocument();
        var json = _services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        new Schemas(document, json).OfRequest(BodyContract.Of(typeof(Body<EchoRequest>), _services)!, isPatch);
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        document.Components!.Schemas![isPatch ? "EchoPatch" : "EchoRequest"].SerializeAsV31(new OpenApiJsonWriter(text));
        return JsonNode.Parse(text.ToString())!;
    }

    private sealed record EchoQuery
    {
        [Description("Whose colour it is.")]
        public string? Colour { get; init; }

        public long? MinPrice { get; init; }

        public bool? InStock { get; init; }
    }

    private sealed class EchoQueryValidator : AbstractValidator<EchoQuery>
    {
        public EchoQueryValidator()
        {
            RuleFor(query => query.Colour).OneOf("red", "blue");
            RuleFor(query => query.MinPrice).Between(0, 100);
        }
    }

    private sealed class EchoQueryParameters : IQueryParameters
    {
        public Type Type => typeof(EchoQuery);

        public IValidator Rules { get; } = new EchoQueryValidator();
    }
}
