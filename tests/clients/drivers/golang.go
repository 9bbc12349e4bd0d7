// The AWS SDK for Go v2, told what to call by lines of JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/customerprofiles"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

type object = map[string]interface{}

func main() {
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		panic(err)
	}
	url := os.Getenv("AWS_ENDPOINT_URL_CUSTOMER_PROFILES") // read by the SDK itself since November 2023
	resolver := customerprofiles.WithEndpointResolver(customerprofiles.EndpointResolverFromURL(url))
	client := reflect.ValueOf(customerprofiles.NewFromConfig(cfg, resolver))
	operations := []string{}
	for number := 0; number < client.NumMethod(); number++ {
		if name := client.Type().Method(number).Name; name != "Options" {
			operations = append(operations, name)
		}
	}
	say(object{"operations": operations})
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var asked struct {
			Operation string
			Input     json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		say(outcome(ctx, client.MethodByName(asked.Operation), asked.Input))
	}
}

// outcome calls an operation and says what came of it.
func outcome(ctx context.Context, method reflect.Value, given json.RawMessage) object {
	input := reflect.New(method.Type().In(1).Elem())
	if err := json.Unmarshal(given, input.Interface()); err != nil {
		panic(err)
	}
	found := method.Call([]reflect.Value{reflect.ValueOf(ctx), input})
	if err, failed := found[1].Interface().(error); failed {
		return object{"error": refusal(err)}
	}
	metadata := found[0].Elem().FieldByName("ResultMetadata").Interface().(middleware.Metadata)
	id, _ := awsmiddleware.GetRequestIDMetadata(metadata)
	attempts, _ := retry.GetAttemptResults(metadata)
	return object{"answer": written(found[0].Interface()), "retries": len(attempts.Results) - 1, "request_id": id}
}

// refusal says which error an operation gave; what is none of the service's ends the driver.
func refusal(err error) object {
	var failed smithy.APIError
	var answered *awshttp.ResponseError
	if !errors.As(err, &failed) || !errors.As(err, &answered) {
		panic(err)
	}
	class := ""
	if kind := reflect.TypeOf(failed).Elem(); strings.HasSuffix(kind.PkgPath(), "customerprofiles/types") {
		class = kind.Name()
	}
	return object{
		"class": class, "code": failed.ErrorCode(), "message": failed.ErrorMessage(),
		"status": answered.HTTPStatusCode(), "request_id": answered.ServiceRequestID(),
	}
}

// written is an answer without the members that have no value.
func written(answer interface{}) object {
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	found := object{}
	if err := json.Unmarshal(text, &found); err != nil {
		panic(err)
	}
	delete(found, "ResultMetadata")
	for member, value := range found {
		if value == nil {
			delete(found, member)
		}
	}
	if _, is := answer.(*customerprofiles.ListTagsForResourceOutput); is {
		return object{"tags": found["Tags"]} // the one answer whose member begins with a small letter, which Go cannot
	}
	return found
}

func say(what object) {
	if err := json.NewEncoder(os.Stdout).Encode(what); err != nil {
		panic(err)
	}
}
